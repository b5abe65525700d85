/** Something that holds memory until it is released. */
interface Releasable {
  release(): Promise<void>;
}

interface Slot<S> {
  session: Promise<S>;
  bytes: number;
  users: number;
}

/** Loaded models, the most recently used last; the oldest idle ones make room for a new one. */
export class SessionCache<S extends Releasable> {
  private readonly slots = new Map<string, Slot<S>>();

  /** `budget` is how many bytes of model files may be loaded at once. */
  constructor(private readonly budget: number) {}

  /**
   * Use the session called `key`, made by `create` when it is not here; `bytes` is its model's size.
   *
   * Two uses at the same time share one creation. A creation that fails is forgotten.
   */
  async use<T>(
    key: string,
    bytes: number,
    create: () => Promise<S>,
    work: (session: S) => Promise<T>,
  ): Promise<T> {
    const slot = this.slots.get(key) ?? { session: this.make(key, bytes, create), bytes, users: 0 };
    this.slots.delete(key);
    this.slots.set(key, slot);
    slot.users += 1;
    try {
      return await work(await slot.session);
    } finally {
      slot.users -= 1;
    }
  }

  /** Release the session called `key`, whose state is no longer to be trusted. */
  async drop(key: string): Promise<void> {
    const slot = this.slots.get(key);
    this.slots.delete(key);
    const session = await slot?.session.catch(() => undefined);
    await session?.release().catch(() => {});
  }

  private async make(key: string, bytes: number, create: () => Promise<S>): Promise<S> {
    try {
      await this.makeRoom(bytes);
      return await create();
    } catch (error) {
      this.slots.delete(key);
      throw error;
    }
  }

  private async makeRoom(bytes: number): Promise<void> {
    let used = 0;
    for (const slot of this.slots.values()) used += slot.bytes;
    for (const [key, slot] of [...this.slots]) {
      if (used + bytes <= this.budget) return;
      if (slot.users > 0) continue;
      used -= slot.bytes;
      await this.drop(key);
    }
  }
}

/** What this device can spare for models. */

interface Battery {
  charging: boolean;
  level: number;
}

interface Device {
  /** Gigabytes, roughly; some browsers do not say. */
  deviceMemory?: number;
  getBattery?: () => Promise<Battery>;
}

const device = (): Device => navigator as Device;

/** Where a browser does not say how much memory there is. */
const USUAL_GIGABYTES = 4;

/** From here on a battery has to last. */
const LOW = 0.2;

/** Bytes that a task may take: half of what the device has, as the page and the system live there too. */
export function spareMemory(): number {
  return ((device().deviceMemory ?? USUAL_GIGABYTES) * 2 ** 30) / 2;
}

/** Whether the battery is low and not being charged; for the page only, workers are not told. */
export async function savesPower(): Promise<boolean> {
  const battery = await device()
    .getBattery?.()
    .catch(() => null);
  return battery ? !battery.charging && battery.level < LOW : false;
}

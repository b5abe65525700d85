import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { FotoFunError } from '../errors';
import type { SendResult } from '../generated/protocol';
import type { Answer } from '../rpc';

interface Result {
  media_type: string;
  /** A picture's bytes as base64, or the answer itself. */
  body: unknown;
}

interface Problem {
  status: number;
  retry_after?: number;
}

/** An answer that comes as server-sent events: how far it is, and at last the result or what went wrong. */
export class ServiceEvents {
  private answer: Answer<SendResult> | null = null;
  private readonly parser = createParser({ onEvent: (message) => this.take(message) });

  constructor(private readonly onProgress: (done: number | null) => void) {}

  async read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Answer<SendResult>> {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      this.parser.feed(value);
    }
    if (!this.answer)
      throw new FotoFunError('offline', 'The connection to the service broke off.', 'Try again.');
    return this.answer;
  }

  private take({ event, data }: EventSourceMessage): void {
    if (event === 'progress') this.onProgress((JSON.parse(data) as { done: number | null }).done);
    if (event === 'result') {
      const { media_type, body } = JSON.parse(data) as Result;
      const bytes = typeof body === 'string' ? fromBase64(body) : encoded(body);
      this.answer = { result: { status: 200, media_type, retry_after: null }, buffers: [bytes] };
    }
    if (event === 'problem') {
      const problem = JSON.parse(data) as Problem;
      this.answer = {
        result: {
          status: problem.status,
          media_type: 'application/problem+json',
          retry_after: problem.retry_after ?? null,
        },
        buffers: [encoded(problem)],
      };
    }
  }
}

function encoded(value: unknown): ArrayBuffer {
  return new TextEncoder().encode(JSON.stringify(value)).buffer;
}

function fromBase64(text: string): ArrayBuffer {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < characters.length; index += 1) bytes[index] = characters.charCodeAt(index);
  return bytes.buffer;
}

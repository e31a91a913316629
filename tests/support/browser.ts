import { NOBODY } from '../../src/core/rights.ts';
import { Seat } from './desk.ts';

/** Somebody before a browser that keeps what cookies it is given, and has none to begin with. */
export class Browser extends Seat {
  readonly jar = new Map<string, string>();

  constructor(url: string) {
    super(url, NOBODY, null);
  }

  override async ask(path: string, asked: RequestInit = {}): Promise<Response> {
    const headers = new Headers(asked.headers);
    if (this.jar.size > 0) headers.set('cookie', [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(this.url + path, { redirect: 'manual', ...asked, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return answer;
  }
}

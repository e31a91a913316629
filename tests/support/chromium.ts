import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The Chromium that the tests drive; null where there is none. */
    chromium: string | null;
  }
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const USUAL_PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
];

/** The program that `CHROMIUM` names, or the first one found where Chromium usually is. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  const given = env['CHROMIUM'];
  if (given) return given;
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const places = [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))), ...USUAL_PLACES];
  return places.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Once a run that has browser tests. Only in CI is a missing Chromium a failure. */
export default function setup(project: TestProject): void {
  const found = findChromium(process.env);
  if (!found && process.env['CI']) throw new Error('No Chromium was found, and in CI the browser tests must run.');
  if (!found) console.warn('The browser tests are left out: no Chromium was found. CHROMIUM can name one.');
  project.provide('chromium', found);
}

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';

export type CommandResult = { readonly code: number; readonly output: string };

/** Runs a program of an installed package by the present Node, and keeps what it prints. */
export async function runPackage(name: string, args: readonly string[], program = name): Promise<CommandResult> {
  return runCommand(process.execPath, [await programPath(name, program), ...args]);
}

/** Runs a program in the project's folder; `code` is 1 when it could not be started or was ended by a signal. */
export function runCommand(command: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = '';
    // Kept output is read in logs, too, where colours are noise. What is built in a test run is to be what is built elsewhere: under the
    // runner's NODE_ENV it would be no production build.
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_ENV: undefined, VITEST: undefined };
    const child = spawn(command, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Not node_modules/.bin: on Windows that holds shell scripts, which Node cannot run. */
async function programPath(name: string, program: string): Promise<string> {
  const folder = join(projectRoot, 'node_modules', name);
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const path: unknown = typeof bin === 'string' ? bin : bin?.[program];
  if (typeof path !== 'string') throw new Error(`The package ${name} has no program ${program}.`);
  return join(folder, path);
}

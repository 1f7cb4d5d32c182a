import { spawn } from 'node:child_process';

/**
 * Runs a command and keeps what it prints, which becomes the error when it fails, with a sentence for the user.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, sentence: string }} options
 * @returns {Promise<void>}
 */
export function runQuietly(command, args, { cwd, env, sentence }) {
  return new Promise((resolve, reject) => {
    // On Windows npm is a shell script.
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => reject(new Error(`${error.message}\n${sentence}`)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${output.trim()}\n\n${sentence}`))));
  });
}

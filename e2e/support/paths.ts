import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path from the environment, which counts from where the command was called. */
function given(name: string, otherwise: string): string {
  const value = process.env[name];
  return value ? path.resolve(value) : path.resolve(repository, otherwise);
}

/** The double of Enterprise Manager. */
export const simulatorBinary = given('SIMULATOR_BIN', 'target/debug/restore-desk-simulator');

/** The proxy, which also serves the app. */
export const gatewayBinary = given('GATEWAY_BIN', 'target/debug/restore-desk-gateway');

/** The built app. */
export const distFolder = given('DIST', 'dist');

/** Enterprise Manager's answers, one file for each state of a resource. */
export const samplesFolder = given('SAMPLES', 'crates/model/tests/samples');

/** nginx, and where Debian keeps its modules. */
export const nginxBinary = process.env['NGINX'] ?? '/usr/sbin/nginx';
export const nginxModules = process.env['NGINX_MODULES'] ?? '/usr/lib/nginx/modules';

/** The configuration for nginx that is shipped. */
export const nginxConfiguration = path.resolve(repository, 'deploy/nginx/restore-desk.conf');

/** The table of faults in the documentation. */
export const faultTable = path.resolve(repository, 'docs/faults.md');

/** The texts of each language, as the app gets them, and those that it gets later. */
export const languagesFolder = path.resolve(repository, 'languages');
export const laterTextsFolder = path.resolve(repository, 'crates/model/src/messages/later');

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { samplesFolder } from './paths.ts';
import type { Fault } from './simulator.ts';

/** One answer of Enterprise Manager, and what must come of it. */
export interface Sample {
  file: string;
  status: number;
  content_type: string;
  request: string;
  expect: 'entity' | 'collection' | 'resource' | 'logon' | 'reference' | 'refused';
}

const ID = '676dc837-f441-4ac1-8470-15be06b4cffc';

/** Samples whose own address the gateway does not open stand in at another one. */
const FOLDERS: Record<string, string> = {
  restoreSession: `restoreSessions/${ID}`,
  restoreSessions: 'restoreSessions',
  backupServer: `backupServers/${ID}`,
  backupServers: `repositories/${ID}/managedServers`,
  vmRestorePoint: `vmRestorePoints/${ID}`,
  restorePoint: `restorePoints/${ID}`,
  backup: `backups/${ID}`,
  backupFile: `backupFiles/${ID}`,
  repository: `repositories/${ID}`,
  query: 'query?type=RestoreSession&format=Entities',
  enterpriseManager: 'api/',
  task: `jobs/${ID}`,
  lookup: `jobs/${ID}/backups`,
  logonSession: `restoreSessions/${ID}`,
  error: `restoreSessions/${ID}`,
  hostile: `restoreSessions/${ID}`,
};

export function samplePath(file: string): string {
  return path.join(samplesFolder, file);
}

export function sampleText(file: string): string {
  return readFileSync(samplePath(file), 'utf8');
}

/** All of them, as the manifest lists them. */
export function allSamples(): Sample[] {
  return JSON.parse(sampleText('manifest.json')) as Sample[];
}

/** The address of ours that asks for a sample of that kind. */
export function sampleAddress(sample: Sample): string {
  const folder = sample.file.split('/')[0] ?? '';
  const address = FOLDERS[folder];
  if (!address) throw new Error(`no address is known for ${sample.file}`);
  return `#/${address}`;
}

/** The path at Enterprise Manager that the address asks for. */
export function samplePathAtEm(sample: Sample): string {
  const below = sampleAddress(sample).replace(/^#\/(api\/)?/, '').replace(/\?.*/, '');
  return `/api/${below}`;
}

/** Serves a sample for a path as the manifest says. */
export function sampleFault(sample: Sample, emPath: string, method = 'GET'): Fault {
  const { status, content_type } = sample;
  if (status === 204) return { path: emPath, method, status };
  return { path: emPath, method, status, content_type, body_file: samplePath(sample.file) };
}

/** Serves one sample by its name. */
export function serve(file: string, emPath: string): Fault {
  const sample = allSamples().find((sample) => sample.file === file);
  if (!sample) throw new Error(`the manifest has no ${file}`);
  return sampleFault(sample, emPath);
}

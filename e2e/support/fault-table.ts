import { readFileSync, writeFileSync } from 'node:fs';

import { expect, type Locator } from '@playwright/test';

import { faultTable } from './paths.ts';

/** What came of a fault, as a page showed it. */
export interface Outcome {
  fault: string;
  /** What is said. */
  says: string;
  /** The buttons and links beside it. */
  offers: string;
  /** What becomes of the last answer. */
  kept: string;
  /** How it goes on when the fault has ended. */
  recovery: string;
}

const clean = (text: string): string => text.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();

/** What an alert says, and what it offers; seconds differ from run to run. */
export async function read(alert: Locator): Promise<Pick<Outcome, 'says' | 'offers'>> {
  const says = await alert.locator('p:not(.notice-old)').allInnerTexts();
  const offers = await alert.locator('button, a').allInnerTexts();
  return { says: clean(says.join(' ')).replace(/in \d+ s\b/, 'in *n* s'), offers: clean(offers.join(', ')) };
}

/** Holds an outcome against its row in the documentation; with `UPDATE_FAULTS=1` and one worker, writes the row. */
export function tabulate({ fault, says, offers, kept, recovery }: Outcome): void {
  const start = `| ${fault} |`;
  const row = `${start} ${[says, offers, kept, recovery].join(' | ')} |`;
  const lines = readFileSync(faultTable, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.startsWith(start));
  if (process.env.UPDATE_FAULTS) {
    if (at >= 0) lines[at] = row;
    else lines.splice(lines.lastIndexOf(lines.filter((line) => line.startsWith('| ')).at(-1) ?? '') + 1, 0, row);
    writeFileSync(faultTable, lines.join('\n'));
    return;
  }
  expect(lines[at], `docs/faults.md, the row of ${fault}`).toBe(row);
}

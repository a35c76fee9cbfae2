import { toldBytes, type HubEvent } from '@weitiao/hub';
import { print, type Stream } from '../console.js';

const barWidth = 24;

/** Tells of downloads: a bar on a terminal; elsewhere a line when one begins, each tenth of it, and when it ends. */
export function downloadTeller(stream: Stream): (event: HubEvent) => void {
  let shown = -1;
  return (event) => {
    switch (event.type) {
      case 'download-start': {
        const begun = event.present > 0 ? `, ${toldBytes(event.present)} of it here already` : '';
        const files = `${event.files} ${event.files === 1 ? 'file' : 'files'}`;
        print(stream, `${event.repository}: ${files}, ${toldBytes(event.bytes)} to download${begun}`);
        shown = -1;
        break;
      }
      case 'download-progress': {
        const share = event.bytes === 0 ? 1 : event.done / event.bytes;
        const step = Math.floor((stream.isTTY ? 200 : 10) * share);
        if (step <= shown) break;
        const isFirst = shown < 0;
        shown = step;
        const told = `${toldBytes(event.done)} of ${toldBytes(event.bytes)}`;
        if (stream.isTTY) stream.write(`\r${event.repository} ${bar(share)} ${told}\u001b[K`);
        else if (!isFirst) print(stream, `${event.repository} ${told}`);
        break;
      }
      case 'download-end':
        if (stream.isTTY) stream.write('\n');
        print(stream, `${event.repository}: whole, in ${event.folder}`);
        break;
      case 'retry':
        print(
          stream,
          `${stream.isTTY ? '\n' : ''}note: ${event.file}: ${event.reason}; tried again${inTime(event.waitMs)}`,
        );
        break;
      case 'note':
        print(stream, `note: ${event.message}`);
        break;
      case 'file-end':
        break;
    }
  };
}

const bar = (share: number): string => {
  const full = Math.round(barWidth * Math.min(1, share));
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
};

const inTime = (waitMs: number): string => (waitMs >= 1000 ? ` in ${Math.round(waitMs / 1000)} s` : '');

import { cpSync, existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../__fixtures__/run.js';
import { quickstartModel, TrialFolder } from '../__fixtures__/trial-folder.js';

const chat =
  '{% for m in messages %}{% if m.role == "user" %}{{ "问：" + m.content + "\n答：" }}{% else %}{{ m.content + eos_token }}{% endif %}{% endfor %}';

let folder: TrialFolder;
beforeEach(() => {
  folder = new TrialFolder();
  cpSync(quickstartModel, folder.inside('model'), { recursive: true });
  folder.write('model/chat_template.jinja', chat);
});
afterEach(() => folder[Symbol.dispose]());

const plan = (template: unknown = 'chat') =>
  folder.plan({ model: { use: 'bloom', from: 'model' }, train: { template, budget: { steps: 1 } } });

describe("a trial with the model folder's own template", () => {
  it('is planned, trained and has its text in its identity', async () => {
    const manifest = await plan();
    expect(manifest.contents.template).toMatch(/^chat [0-9a-f]{16}$/);
    const { events } = await run(folder, manifest, 'trial');
    const prepared = events.find(({ type }) => type === 'data-prepared');
    expect(prepared).toMatchObject({ totalSteps: 1 });
    expect(existsSync(folder.inside('trial/result.json'))).toBe(true);
    const dated = await plan({ use: 'chat', date: '2025-01-01' });
    folder.write('model/chat_template.jinja', chat.replace('问：', '问题：'));
    expect(new Set([manifest.id, dated.id, (await plan()).id]).size).toBe(3);
    await expect(run(folder, manifest, 'other')).rejects.toThrow('is not what it was when the manifest was written');
  });

  it('says at its line what is wrong with it', async () => {
    await expect(plan({ use: 'chat', dates: '2025-01-01' })).rejects.toThrow(
      /trial\.json:\d+:\d+[^]*Did you mean "date"/,
    );
    folder.write('model/chat_template.jinja', '{% for m in messages %}');
    await expect(plan()).rejects.toThrow(
      /trial\.json:\d+:\d+[^]*chat_template\.jinja: the chat template cannot be read, line 1, column 24: it ends before all its blocks are closed/,
    );
  });
});

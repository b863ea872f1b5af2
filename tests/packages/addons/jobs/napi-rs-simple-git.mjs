import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Repository } from '@napi-rs/simple-git';

const folder = mkdtempSync('/tmp/anode-git-');
const git = (...args) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=b', ...args], { cwd: folder });
git('init', '-q', '-b', 'main');
git('commit', '-q', '--allow-empty', '-m', 'first');
const repository = new Repository(folder);
console.log(repository.head().name(), repository.isEmpty());
rmSync(folder, { recursive: true });

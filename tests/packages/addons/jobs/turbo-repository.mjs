import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Workspace } = createRequire(import.meta.url)('@turbo/repository');
const folder = mkdtempSync('/tmp/anode-turbo-');
writeFileSync(`${folder}/package.json`, '{"name":"root","workspaces":[],"packageManager":"npm@10.0.0"}');
writeFileSync(`${folder}/package-lock.json`, '{"lockfileVersion":3,"packages":{}}');
const workspace = await Workspace.find(folder);
console.log(workspace.packageManager.name, workspace.isMultiPackage);
rmSync(folder, { recursive: true });

import { describeService } from './black-box.ts'
import { RUNTIMES } from './runtime.ts'

for (const [name, open] of RUNTIMES) describeService(name, open)

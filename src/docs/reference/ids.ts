/**
 * What of the reference can be linked to, and where: `/docs/api#listEvents`, `#listEvents-query-from`, `#listEvents-200`,
 * `#schema-Event`. The addresses of operations are their operationIds, which never change.
 */
import type { Operation, Parameter } from './document.ts'

export const REFERENCE_PATH = '/docs/api'

export const parameterId = ({ id }: Pick<Operation, 'id'>, parameter: Pick<Parameter, 'in' | 'name'>) =>
  `${id}-${parameter.in}-${parameter.name}`

export const responseId = ({ id }: Pick<Operation, 'id'>, status: string) => `${id}-${status}`

export const commandId = ({ id }: Pick<Operation, 'id'>) => `${id}-curl`

export const schemaId = (name: string) => `schema-${name}`

export const SCHEMAS_ID = 'schemas'

export const tagId = (name: string) => `tag-${name}`

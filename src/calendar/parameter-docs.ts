import type { ParameterDoc } from '../http/operation.ts'
import { PARAMETERS, type ParameterName } from './parameters.ts'

/** Query parameters as the OpenAPI document has them. */
export function parameterDocs(names: ReadonlySet<ParameterName>): ParameterDoc[] {
  return [...names].map((name) => {
    const { description, schema, example, repeated } = PARAMETERS[name]
    return repeated
      ? {
          name,
          in: 'query',
          description: `${description} Repeated: any of them; a leading - excludes.`,
          schema: { type: 'array', items: schema },
          explode: true,
          example: [example],
        }
      : { name, in: 'query', description, schema, example }
  })
}

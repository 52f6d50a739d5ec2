import { commandRoutes } from './command-routes.ts'
import { identityRoutes } from './identity-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import type { Route } from './route.ts'

/** Every route of Discord's API that the sandbox has. */
export const allRoutes: Route[] = [...identityRoutes, ...interactionRoutes, ...commandRoutes]

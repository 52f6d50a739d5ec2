import { channelRoutes } from './channel-routes.ts'
import { commandRoutes } from './command-routes.ts'
import { guildRoutes } from './guild-routes.ts'
import { identityRoutes } from './identity-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { pinRoutes } from './pin-routes.ts'
import { reactionRoutes } from './reaction-routes.ts'
import type { Route } from './route.ts'
import { threadRoutes } from './thread-routes.ts'

/** Every route of Discord's API that the sandbox has; of two that fit, the first one answers. */
export const allRoutes: Route[] = [
  ...identityRoutes,
  ...interactionRoutes,
  ...commandRoutes,
  ...pinRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...threadRoutes,
  ...channelRoutes,
  ...guildRoutes,
]

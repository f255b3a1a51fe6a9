/* Another name under which programs know the common definitions. */
#include "src/precommondefs.h"

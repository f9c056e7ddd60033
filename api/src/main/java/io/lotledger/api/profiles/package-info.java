/** How partners write: the profiles that admins keep, and the formats that read with them. */
@NullMarked
package io.lotledger.api.profiles;

import org.jspecify.annotations.NullMarked;

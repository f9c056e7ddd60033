/** How partners write: the profiles that admins keep, and the formats that read with them. */
@NullMarked
package io.lotledger.api.intake;

import org.jspecify.annotations.NullMarked;

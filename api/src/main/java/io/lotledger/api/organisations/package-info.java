/** Organisations and their keys: made, changed and withdrawn by operators and admins, by API and by configuration. */
@NullMarked
package io.lotledger.api.organisations;

import org.jspecify.annotations.NullMarked;

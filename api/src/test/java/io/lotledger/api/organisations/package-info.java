@NullMarked
package io.lotledger.api.organisations;

import org.jspecify.annotations.NullMarked;

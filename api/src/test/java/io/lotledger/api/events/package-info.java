@NullMarked
package io.lotledger.api.events;

import org.jspecify.annotations.NullMarked;

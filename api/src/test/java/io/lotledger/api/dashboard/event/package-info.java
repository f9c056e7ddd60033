@NullMarked
package io.lotledger.api.dashboard.event;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.lotledger.api.drills;

import org.jspecify.annotations.NullMarked;

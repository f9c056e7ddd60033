@NullMarked
package io.lotledger.api.wall;

import org.jspecify.annotations.NullMarked;

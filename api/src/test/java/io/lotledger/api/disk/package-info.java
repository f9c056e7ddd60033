@NullMarked
package io.lotledger.api.disk;

import org.jspecify.annotations.NullMarked;

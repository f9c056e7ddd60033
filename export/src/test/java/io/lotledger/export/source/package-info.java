@NullMarked
package io.lotledger.export.source;

import org.jspecify.annotations.NullMarked;

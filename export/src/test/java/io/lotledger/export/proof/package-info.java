@NullMarked
package io.lotledger.export.proof;

import org.jspecify.annotations.NullMarked;

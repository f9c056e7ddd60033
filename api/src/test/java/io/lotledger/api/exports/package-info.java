@NullMarked
package io.lotledger.api.exports;

import org.jspecify.annotations.NullMarked;

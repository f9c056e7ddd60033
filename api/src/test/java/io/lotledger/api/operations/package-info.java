@NullMarked
package io.lotledger.api.operations;

import org.jspecify.annotations.NullMarked;

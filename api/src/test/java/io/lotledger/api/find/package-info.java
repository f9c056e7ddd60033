@NullMarked
package io.lotledger.api.find;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.lotledger.api.demo;

import org.jspecify.annotations.NullMarked;

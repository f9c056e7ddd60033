/** {@code mvn -Pdemo}: the main job told step by step, over HTTP like any partner and export client. */
@NullMarked
package io.lotledger.api.demo;

import org.jspecify.annotations.NullMarked;

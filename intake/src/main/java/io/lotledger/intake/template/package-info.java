/** Empty copies of FDA's tabs for partners to fill. */
@NullMarked
package io.lotledger.intake.template;

import org.jspecify.annotations.NullMarked;

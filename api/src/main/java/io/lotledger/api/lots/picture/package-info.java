/** Lineage as a picture: columns, order, groups, places of boxes and lines, and the drawing as SVG. No I/O. */
@NullMarked
package io.lotledger.api.lots.picture;

import org.jspecify.annotations.NullMarked;

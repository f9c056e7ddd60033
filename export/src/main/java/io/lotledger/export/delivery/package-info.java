/** Stores workbooks in S3 and hands out signed links to them. */
@NullMarked
package io.lotledger.export.delivery;

import org.jspecify.annotations.NullMarked;

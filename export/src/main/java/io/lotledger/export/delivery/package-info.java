/** Where workbooks go, and how they are fetched: S3, and signed links into it. */
@NullMarked
package io.lotledger.export.delivery;

import org.jspecify.annotations.NullMarked;

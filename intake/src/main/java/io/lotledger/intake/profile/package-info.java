/** What an organisation knows of how its partners write: qualifiers, codes, time zones and headings, as data. */
@NullMarked
package io.lotledger.intake.profile;

import org.jspecify.annotations.NullMarked;

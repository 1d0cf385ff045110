// SPDX-License-Identifier: Apache-2.0

/** Settings and credentials out of JSON. Open {@code SettingsJson} first. Not exported. */
@NullMarked
package io.github.gameauth.adapters.json;

import org.jspecify.annotations.NullMarked;

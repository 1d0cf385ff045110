// SPDX-License-Identifier: Apache-2.0
/** Open {@link io.github.gameauth.examples.cognitosignin.CognitoSignIn} first. */
@NullMarked
package io.github.gameauth.examples.cognitosignin;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/**
 * AWS JSON 1.1 as both services speak it: calls, their errors, and when to call again. Not
 * exported. Open {@link io.github.gameauth.cognito.wire.AwsJsonApi} first.
 */
@NullMarked
package io.github.gameauth.cognito.wire;

import org.jspecify.annotations.NullMarked;

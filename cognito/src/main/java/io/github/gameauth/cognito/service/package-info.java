// SPDX-License-Identifier: Apache-2.0

/**
 * What user pools and identity pools have in common: where they are, and what they answer. Open
 * {@link io.github.gameauth.cognito.service.CognitoAnswer} first.
 */
@NullMarked
package io.github.gameauth.cognito.service;

import org.jspecify.annotations.NullMarked;

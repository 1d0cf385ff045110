// SPDX-License-Identifier: Apache-2.0

/** Amazon Cognito user pools and identity pools as issuers that a verifier can trust. */
@NullMarked
package io.github.gameauth.cognito;

import org.jspecify.annotations.NullMarked;

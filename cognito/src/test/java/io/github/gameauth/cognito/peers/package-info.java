// SPDX-License-Identifier: Apache-2.0
/**
 * Foreign software against our stand-ins, and foreign stand-ins for our software: AWS's Java SDK,
 * AWS's JavaScript client, an emulator. They show that our servers are honest.
 */
@NullMarked
package io.github.gameauth.cognito.peers;

import org.jspecify.annotations.NullMarked;

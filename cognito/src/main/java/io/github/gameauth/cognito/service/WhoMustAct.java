// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

/** Who can do something about a refusal. That a later try may help is no refusal. */
public enum WhoMustAct {
  /** The player: something they typed was wrong, and they may try again. */
  PLAYER,
  /** The calling program: the account, session, token or device needs another step first. */
  CALLER_STATE,
  /** The developer or operator: settings, permissions, or the request as such are wrong. */
  OPERATOR,
  /** Whoever owns the pool's Lambda triggers: one of them said no, or failed. */
  TRIGGER_OWNER,
  /** Nobody: do not ask again, end the session and let the player sign in anew, if at all. */
  NOBODY_STOP
}

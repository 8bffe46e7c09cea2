/** The button of a passkey. It needs the browser's help, so it shows itself only where a script can ask for it. */
import type { ComponentChildren } from 'preact';
import { Button, Form } from '../../components/index.ts';

export function PasskeyBox(props: {
  readonly act: 'register' | 'authenticate';
  /** Where the script gets the challenge. */
  readonly optionsPath: string;
  /** Where the answer is posted. */
  readonly action: string;
  readonly button: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div hidden data-passkey={props.optionsPath} data-passkey-act={props.act} class="passkey">
      <Form action={props.action}>
        {props.children}
        <input type="hidden" name="answer" value="" />
        <p class="field-error" role="alert" data-passkey-problem />
        <Button kind="secondary">{props.button}</Button>
      </Form>
    </div>
  );
}

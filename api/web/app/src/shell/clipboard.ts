// Copying a text that is shown in a field.

/** Whether it went; over plain http there is no clipboard but that of the field's selection. */
export async function copyFrom(field: HTMLInputElement | HTMLTextAreaElement | undefined): Promise<boolean> {
  if (field === undefined) return false;
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

import { dispatch, NativeProgressEvent } from './natives.ts';

/** Tells the page of the end of a call that waited and never left, as the browser would of one that had. */
export function tellAborted(xhr: XMLHttpRequest): void {
  dispatch(xhr, new NativeProgressEvent('abort'));
  dispatch(xhr, new NativeProgressEvent('loadend'));
}

import { mount } from "svelte";
import App from "./App.svelte";
import "./page.css";

const target = document.getElementById("app");
if (target === null) throw new Error("the document has no place for the pages");
mount(App, { target });

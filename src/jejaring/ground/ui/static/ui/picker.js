/* A name in a picker is added in place; what is not in its list is sent, and the server answers. */
const pick = (input) => {
  const picker = input.closest("[data-picker]"), wanted = input.value.trim().toLowerCase();
  const option = [...input.list.options].find((one) => one.value.toLowerCase() === wanted);
  if (!option) return false;
  const row = picker.querySelector("template").content.cloneNode(true), said = picker.querySelector("[data-said]");
  row.querySelector("input").value = option.dataset.value;
  row.querySelector("span").textContent = option.value;
  picker.querySelector("[data-chosen]").append(row);
  said.textContent = said.dataset.said.replace("{name}", option.value);
  option.remove();
  input.value = "";
  input.focus();
  return true;
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picker] button");
  if (button && pick(button.closest("[data-picker]").querySelector("[list]"))) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("[data-picker] [list]") && pick(event.target)) event.preventDefault();
});

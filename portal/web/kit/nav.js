// On a narrow screen the places scroll: the one that is here is brought into sight.
// Not by scrollIntoView: in some browsers Tab would then begin there, behind the link past the navigation.
const here = document.querySelector(".places [aria-current]")
if (here) {
	const places = here.closest(".places"), box = here.getBoundingClientRect(), frame = places.getBoundingClientRect()
	places.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2
}

// On a narrow screen the places scroll: the one that is here is brought into sight.
document.querySelector(".places [aria-current]")?.scrollIntoView({block: "nearest", inline: "center"})

"""Names of made-up people, from the many places that people in Portland come from."""

from sample_data.shared.register import split_names

FIRST_NAMES = split_names(
    """
    Abigail Adele Ahmed Aisha Alejandra Alice Amara Amina Anders Andrei Anika Anton Arjun Asha
    Astrid Ayaan Beatriz Benoît Bettina Bianca Bo Brigid Bronwyn Caleb Camila Carmen Caroline
    Cedric Chloé Clara Colm Cyrus Daniela Daphne Dariusz Deepa Delphine Diego Dmitri Dolores
    Edith Eileen Elena Eli Elif Emil Esther Fatima Felix Fergus Fiona Francesca Freya Gabriel
    Gita Gloria Goran Grace Gustavo Habib Hannah Haruki Hassan Hazel Helena Hugo Ibrahim Ida
    Imani Ingrid Irina Isaac Ivy Jamal Javier Joaquín Joyce Judith Kai Kamal Katarzyna Keiko
    Kenji Kwame Lars Laszlo Leila Lena Lin Lorenzo Lucía Luna Mabel Magnus Malik Marcel Margit
    Mariam Marisol Mateo Mei Milan Mina Miriam Nadia Naomi Nia Nikhil Noor Odette Olga Omar Orla
    Oscar Padma Patrice Paulo Petra Phoebe Rafael Rania Rebecca Renata Rohan Rosa Rosalind Ruben
    Sadie Samir Sanjay Saoirse Selma Shirin Sigrid Silas Simone Sofía Soren Stella Sunita Sven
    Tadeusz Tamar Tariq Teresa Thea Theo Tobias Umar Ursula Valentina Vera Viktor Wanda Wei
    Wendell Winifred Ximena Yara Yasmin Yusuf Zainab Zoë
    """
)

LAST_NAMES = split_names(
    """
    Abdi Abernathy Achebe Adeyemi Agarwal Alvarez Amato Andersen Arsenault Asante Ayotte Bajwa
    Baranski Batista Beaulieu Benhamou Bergström Bianchi Blanchard Bouchard Brennan Brooks Bui
    Calloway Cardoso Castellano Chandra Chaudhry Chen Clement Cloutier Cohen Corrigan Costa Cyr
    Dahl Daigle Darwish Delgado Demir Desai Diallo Dimitrov Doucette Doyle Dube Duong Eberhart
    Eklund Esposito Farah Fernández Fitzgerald Flores Fournier Freeman Friedman Gagnon Gallagher
    Ghosh Goldberg González Grabowski Greene Guerrero Haddad Hakimi Halloran Hansen Hashimoto
    Hassan Heikkinen Herrera Hoang Holm Horvath Ibarra Iyer Jansen Jankowski Jimenez Johansson
    Kamau Kapoor Karimi Katz Kaya Kelleher Kim Kowalski Kruger Labbé Lachance Laurent Lavoie Le
    Leclair Levesque Levy Li Lindqvist Lombardi Mahoney Malik Mancini Marchetti Marquez
    McAllister McBride Mehta Mensah Michaud Moreau Morita Mukherjee Mwangi Nakamura Nasser
    Ndiaye Nguyen Nilsson Novak Nowak O'Brien O'Connor Obi Okoye Olsen Ortega Ouellette Owusu
    Pappas Park Pelletier Petrov Pham Pinto Pierce Poulin Quinn Rahman Ramirez Rao Reyes Rinaldi
    Romano Rossi Roy Ruiz Saito Salazar Santos Sato Schneider Seghal Sharma Silva Sinclair Singh
    Smirnov Solberg Stavros Sullivan Sutton Suzuki Takahashi Tanaka Tavares Thibodeau Thornton
    Torres Tran Traore Tremblay Vargas Vasquez Villanueva Vu Wallace Weaver Wong Wójcik Yamamoto
    Yılmaz Zhang Zielinski Zimmerman
    """
)

CLASS_NOTES = (
    "Gift from her sister",
    "Bringing a friend",
    "Vegan, oat milk please",
    "Birthday!",
    "First time, a bit nervous",
    "Paid at the counter",
    "May be ten minutes late",
)

MEMOS = (
    "Oat milk always",
    "Nut allergy!",
    "Dog is called Biscuit",
    "Works at the library",
    "Decaf after noon",
    "Bean subscription, grind for V60",
    "Brings own cup",
    "Teaches at the art school",
    "Night shift at Maine Med",
    "Likes the window table",
    "Gluten free",
    "Sings in the harbor choir",
)

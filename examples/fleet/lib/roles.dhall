-- The aliases of the project roles in the names of groups.
toMap { admin.alias = "adm", user.alias = "usr", reader.alias = "rdr" }
